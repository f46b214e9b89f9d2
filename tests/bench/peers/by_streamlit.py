"""The small page in Streamlit, which runs the whole of it anew for each click."""

import streamlit as st

from tests.bench.peers import core

answers = st.cache_data(core.load)()
by = st.selectbox("Group by", core.GROUPS)
st.image(core.png(answers, by))
note = st.text_area("Note")
if st.button("Save"):
    st.write(core.keep(note))

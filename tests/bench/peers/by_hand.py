"""The small page by hand, on a bare server: what a page need not fall below."""

import asyncio
import sys

from tornado.web import Application, RequestHandler

from tests.bench.peers import core

OPTIONS = "".join(f"<option>{one}</option>" for one in core.GROUPS)
PAGE = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>By hand</title>
<label>Group by <select id="by">{OPTIONS}</select></label>
<p><img id="chart" src="chart?by=none" alt=""></p>
<label>Note <textarea id="note"></textarea></label> <button id="save">Save</button>
<p id="said" role="status"></p>
<script>
const at = (id) => document.getElementById(id);
at("by").onchange = () => (at("chart").src = `chart?by=${{at("by").value}}&${{Date.now()}}`);
at("save").onclick = async () => {{
  const answer = await fetch("note", {{ method: "POST", body: at("note").value }});
  at("said").textContent = await answer.text();
}};
</script></html>
"""
ANSWERS = core.load()


class Page(RequestHandler):
    """The page."""

    def get(self) -> None:
        self.write(PAGE)


class Chart(RequestHandler):
    """The chart, drawn anew."""

    def get(self) -> None:
        self.set_header("Content-Type", "image/png")
        self.write(core.png(ANSWERS, self.get_query_argument("by")))


class Note(RequestHandler):
    """What is kept."""

    def post(self) -> None:
        self.write(core.keep(self.request.body.decode()))


async def serve(port: int) -> None:
    """Serve until told to end."""
    Application([("/", Page), ("/chart", Chart), ("/note", Note)]).listen(port, "127.0.0.1")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))

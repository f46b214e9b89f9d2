// What the page's parts hold, the same here and in the kernel: Jupyter's widget messages (protocol
// 2.1), and to each part the model that anywidget describes (get, set, save_changes, send, on, off).
const REFERENCE = "IPY_MODEL_";
export const named = (reference) => reference.slice(REFERENCE.length);
const same = (one, other) => one === other || JSON.stringify(one) === JSON.stringify(other);

class Model {
  #send; #state = {}; #unsaved = new Set(); #listeners = new Map();

  constructor(send, state) {
    this.#send = send;
    Object.assign(this.#state, state);
  }

  get(name) {
    return this.#state[name];
  }

  set(name, value) {
    this.#unsaved.add(name);
    this.take({ [name]: value });
  }

  save_changes() {
    const state = Object.fromEntries([...this.#unsaved].map((name) => [name, this.#state[name]]));
    this.#unsaved.clear();
    this.#send({ method: "update", state, buffer_paths: [] });
  }

  send(content, _callbacks, buffers) {
    this.#send({ method: "custom", content }, buffers);
  }

  on(event, listener) {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
  }

  off(event, listener) {
    this.#listeners.set(event, (this.#listeners.get(event) ?? []).filter((one) => one !== listener));
  }

  // All of it is there before anybody hears of some.
  take(state) {
    const changed = Object.keys(state).filter((name) => !same(state[name], this.#state[name]));
    Object.assign(this.#state, state);
    for (const name of changed) this.tell(`change:${name}`, this.#state[name]);
  }

  tell(event, ...said) {
    for (const listener of this.#listeners.get(event) ?? []) {
      try { listener(...said); } catch (error) { reportError(error); } // the others hear it all the same
    }
  }

  get state() {
    return { ...this.#state };
  }
}

export class Models extends Map {
  #kernel; #whole = false;

  constructor(kernel) {
    super();
    this.#kernel = kernel;
    kernel.addEventListener("message", ({ detail }) => this.#hear(detail));
  }

  // What came with the page.
  take(states) {
    for (const [id, state] of Object.entries(states)) this.has(id) ? this.get(id).take(state) : this.#open(id, state);
  }

  // The page has come whole. What its cells do comes with it; until then the line only repeats that.
  complete() {
    this.#whole = true;
  }

  #open(id, state) {
    const send = (data, buffers) => this.#kernel.send("comm_msg", { comm_id: id, data }, buffers);
    this.set(id, new Model(send, state));
  }

  #hear(message) {
    if (!this.#whole && !this.#kernel.answers(message)) return;
    const { type, content: { comm_id: id, data, target_name: target } } = message;
    if (type === "comm_open" && target === "jupyter.widget") this.take({ [id]: data.state });
    else if (type === "comm_close") this.delete(id);
    else if (type === "comm_msg" && data.method === "update") this.get(id)?.take(data.state);
    else if (type === "comm_msg" && data.method === "custom") this.get(id)?.tell("msg:custom", data.content, message.buffers);
  }
}

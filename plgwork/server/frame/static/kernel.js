// The page's line to its kernel: Jupyter's messages over a websocket, as jupyter_server frames them
// (v1.kernel.websocket.jupyter.org). What is sent while the line is away goes out when it is back.
const PROTOCOL = "v1.kernel.websocket.jupyter.org", VERSION = "5.3";
const SOONEST = 500, LATEST = 8000; // milliseconds before it is tried again
const OVER = ["autorestarting", "restarting", "terminating", "dead"];
const words = new TextEncoder(), letters = new TextDecoder();
const random = () => crypto.getRandomValues(new Uint32Array(4)).join("-");

// Tells of itself by events: "status" when the line comes or goes, "message" with what the kernel
// said, and "over" when it will say nothing any more.
export class Kernel extends EventTarget {
  status = "connecting";
  session = random(); // by which the server knows a browser that comes back
  #base; #socket; #waiting = []; #count = 0; #delay = SOONEST; #retry = 0;

  constructor(base, id) {
    super();
    this.id = id;
    this.#base = base;
    this.reconnect();
  }

  reconnect() {
    clearTimeout(this.#retry);
    this.#drop();
    const address = new URL(`${this.#base}api/kernels/${this.id}/channels?session_id=${this.session}`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = (this.#socket = new WebSocket(address, PROTOCOL));
    socket.binaryType = "arraybuffer";
    // Only once the kernel has answered is it sure that what it says arrives here.
    socket.onopen = () => socket.send(this.#packed("kernel_info_request", {}));
    socket.onmessage = ({ data }) => this.#hear(unpack(data));
    socket.onclose = () => this.#lost();
  }

  send(type, content, buffers, about) {
    const message = this.#packed(type, content, buffers, about);
    if (this.status === "connected") this.#socket.send(message);
    else this.#waiting.push(message);
  }

  // Whether a message answers something that was sent from here.
  answers({ parent }) {
    return parent.session === this.session;
  }

  end() {
    clearTimeout(this.#retry);
    this.#drop();
  }

  #packed(type, content, buffers = [], about = {}) {
    const id = `${this.session}-${(this.#count += 1)}`;
    const header = { msg_id: id, msg_type: type, session: this.session, username: "", date: new Date().toISOString(), version: VERSION };
    return pack("shell", [header, {}, about, content], buffers);
  }

  #hear(message) {
    const { type, content } = message;
    if (type === "kernel_info_reply" && this.answers(message)) this.#found();
    else if (type === "status" && OVER.includes(content.execution_state)) this.dispatchEvent(new Event("over"));
    else this.dispatchEvent(new CustomEvent("message", { detail: message }));
  }

  #found() {
    this.#delay = SOONEST;
    this.#be("connected");
    for (const message of this.#waiting.splice(0)) this.#socket.send(message);
  }

  #lost() {
    this.#be("connecting");
    this.#retry = setTimeout(() => this.reconnect(), this.#delay);
    this.#delay = Math.min(2 * this.#delay, LATEST);
  }

  #drop() {
    if (!this.#socket) return;
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close();
    this.#be("connecting");
  }

  #be(status) {
    if (status === this.status) return;
    this.status = status;
    this.dispatchEvent(new Event("status"));
  }
}

// A message is its parts one after the other, and before them, as 64-bit numbers, how many places
// follow and where each part begins; the last place is the end.
function pack(channel, message, buffers) {
  const parts = [words.encode(channel), ...message.map((part) => words.encode(JSON.stringify(part))), ...buffers.map(bytes)];
  const start = 8 * (parts.length + 2);
  const packed = new Uint8Array(parts.reduce((sum, part) => sum + part.length, start));
  const places = new DataView(packed.buffer);
  places.setBigUint64(0, BigInt(parts.length + 1), true);
  let at = start;
  parts.forEach((part, index) => {
    places.setBigUint64(8 * (index + 1), BigInt(at), true);
    packed.set(part, at);
    at += part.length;
  });
  places.setBigUint64(8 * (parts.length + 1), BigInt(at), true);
  return packed;
}

function unpack(message) {
  const places = new DataView(message), count = Number(places.getBigUint64(0, true));
  const starts = Array.from({ length: count }, (_, index) => Number(places.getBigUint64(8 * (index + 1), true)));
  const parts = starts.slice(1).map((end, index) => new Uint8Array(message, starts[index], end - starts[index]));
  const [header, parent, , content] = parts.slice(1, 5).map((part) => JSON.parse(letters.decode(part)));
  return { type: header.msg_type, parent, content, buffers: parts.slice(5) };
}

const bytes = (buffer) => ArrayBuffer.isView(buffer)
  ? new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
  : new Uint8Array(buffer);

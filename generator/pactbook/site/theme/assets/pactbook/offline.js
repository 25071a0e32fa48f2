/* The search: the file that answers it in place of Material's own, and a way to it for readers who open the site from a folder, where browsers
   start no worker: there the same script runs in a hidden frame. */
"use strict";
const pactbookSearch = (address) => String(address).replace(/assets\/javascripts\/workers\/search\.[^/]*$/, "assets/pactbook/search.js");
window.Worker = class extends window.Worker {
  constructor(address, options) {
    super(pactbookSearch(address), options);
  }
};
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      this.waiting = [];
      const frame = document.createElement("iframe");
      frame.hidden = true;
      frame.title = "Search";
      document.body.append(frame);
      const room = frame.contentWindow;
      room.importScripts = () => {};
      room.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      const script = frame.contentDocument.createElement("script");
      script.src = new URL(pactbookSearch(address), document.baseURI).href;
      script.addEventListener("load", () => {
        this.room = room;
        this.waiting.splice(0).forEach((data) => this.postMessage(data));
      });
      frame.contentDocument.head.append(script);
    }

    postMessage(data) {
      if (this.room) this.room.dispatchEvent(new this.room.MessageEvent("message", { data }));
      else this.waiting.push(data);
    }
  };
}

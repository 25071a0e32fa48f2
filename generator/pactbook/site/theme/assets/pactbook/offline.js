/* Search for readers who open the site from a folder. Browsers start no worker there, so the same script runs in a hidden frame. */
"use strict";
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
      script.src = new URL(address, document.baseURI).href;
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

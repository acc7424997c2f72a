package dev.sluice.extproc.framing.json;

import dev.sluice.extproc.decoder.JsonPath;
import dev.sluice.extproc.decoder.TextHandler;

/** A router of the strings that are parts of longer texts. */
interface JsonTextRouter {
  /** A router by which each string is a text of its own. */
  JsonTextRouter NONE = (path, own, raw) -> own;

  /** Returns the handler of the string at a path: {@code own} if it is a text of its own. */
  TextHandler route(JsonPath path, TextHandler own, long raw);

  /** Reads more text of the string that was routed last. */
  default void text(byte[] text, int from, int to) {}

  /** Reads a number that has ended; {@code true} is 1. */
  default void value(JsonPath path, int value) {}

  /** Begins an object or array. */
  default void containerStart(JsonPath path, boolean array, long raw) {}

  /** Ends an object or array. */
  default void containerEnd(JsonPath path, long raw) {}

  /** Ends the document, complete or not. */
  default void documentEnd(long raw) {}

  /** Returns the level of the document at which its items begin. */
  default int itemLevel() {
    return 0;
  }
}

package dev.sluice.extproc.framing.json;

import dev.sluice.extproc.decoder.JsonPath;
import dev.sluice.extproc.decoder.TextHandler;

/** Takes the text of strings that are parts of longer texts, and what tells those apart. */
interface JsonTextRouter {
  /** Each string is a text of its own. */
  JsonTextRouter NONE = (path, own, raw) -> own;

  /** Where the string at a path goes; the second argument if it is a text of its own. */
  TextHandler route(JsonPath path, TextHandler own, long raw);

  /** More text of the string that was routed last. */
  default void text(byte[] text, int from, int to) {}

  /** A number or {@code true}, which is 1, has ended. */
  default void value(JsonPath path, int value) {}

  /** An object or array is about to begin. */
  default void containerStart(JsonPath path, boolean array, long raw) {}

  /** An object or array is about to end. */
  default void containerEnd(JsonPath path, long raw) {}

  /** The document ends, complete or not. */
  default void documentEnd(long raw) {}

  /** On which level of the document its items begin. */
  default int itemLevel() {
    return 0;
  }
}

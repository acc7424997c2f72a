package dev.sluice.extproc.stream.body;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.stream.exchange.HeaderLines;

/** An answer to a request that is known without the upstream, once the request is. */
public interface HeldRequestAnswer {
  /**
   * Returns true if a request is held until its whole body has passed, because there may be an
   * answer.
   */
  boolean holds(HeaderLines request);

  /**
   * Looks for the answer.
   *
   * @param model the id of the model that the request chose, or an empty text
   * @param body the body as the upstream would get it
   */
  HeldAnswer find(String model, Iterable<ByteString> body);
}

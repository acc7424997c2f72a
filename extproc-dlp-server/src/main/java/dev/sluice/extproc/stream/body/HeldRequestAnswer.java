package dev.sluice.extproc.stream.body;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.stream.exchange.HeaderLines;
import dev.sluice.extproc.wire.EncodedProcessingResponse;
import java.util.Optional;

/** An answer to a request that is known without the upstream, once the request is. */
public interface HeldRequestAnswer {
  /**
   * Returns true if a request is held until its whole body has passed, because there may be an
   * answer.
   */
  boolean holds(HeaderLines request);

  /**
   * Returns the answer, if there is one.
   *
   * @param model the id of the model that the request chose, or an empty text
   * @param body the body as the upstream would get it
   */
  Optional<EncodedProcessingResponse> find(String model, Iterable<ByteString> body);
}

package dev.sluice.extproc.stream.cache;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.response.HeaderMutationBuilder;
import dev.sluice.extproc.stream.body.HeldAnswer;
import dev.sluice.extproc.stream.body.HeldRequestAnswer;
import dev.sluice.extproc.stream.exchange.HeaderLines;
import java.util.Optional;

/** A view of the response cache for one exchange, in the order of the exchange. */
public interface ExchangeCache extends HeldRequestAnswer {
  /** The view of an exchange whose response is neither stored nor read from the cache. */
  ExchangeCache NONE =
      new ExchangeCache() {
        @Override
        public boolean holds(HeaderLines request) {
          return false;
        }

        @Override
        public HeldAnswer find(String model, Iterable<ByteString> body) {
          return HeldAnswer.NONE;
        }

        @Override
        public void responseHeaders(
            HeaderLines headers, Optional<String> model, HeaderMutationBuilder changes) {}

        @Override
        public void copy(ByteString bytes, boolean last) {}

        @Override
        public void close() {}
      };

  /**
   * Decides from its headers whether the upstream's response is stored, and tells the client.
   *
   * @param model the name of the model that answers, if the request chose one
   */
  void responseHeaders(HeaderLines headers, Optional<String> model, HeaderMutationBuilder changes);

  /** Copies bytes of the response that leave for the client. */
  void copy(ByteString bytes, boolean last);

  /** Drops a response that has not ended. */
  void close();
}

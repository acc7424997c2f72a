package dev.sluice.extproc.stream.cache;

import dev.sluice.extproc.stream.exchange.ExchangeContext;
import dev.sluice.extproc.stream.exchange.HeaderLines;

/** A factory of the view that an exchange has of the response cache. */
@FunctionalInterface
public interface ExchangeCaching {
  /** A factory for a server that caches nothing. */
  ExchangeCaching NONE = (_, _, _) -> ExchangeCache.NONE;

  /**
   * Opens the view of an exchange.
   *
   * @param headers the headers of the request
   * @param rules a hash of the rules that inspect the response; other rules have other entries
   */
  ExchangeCache open(ExchangeContext exchange, HeaderLines headers, String rules);
}

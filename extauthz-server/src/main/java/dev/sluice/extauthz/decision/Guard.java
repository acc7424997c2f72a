package dev.sluice.extauthz.decision;

/** A demand on requests beyond route, credential and level. It holds no state of any request. */
public interface Guard {
  /** Tells each rule that the exchange does not meet, until one of them refuses it. */
  void check(Exchange exchange, Refusals refusals);
}

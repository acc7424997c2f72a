package dev.sluice.extauthz.policy.limit;

import java.util.Locale;

/** A property of requests that separates the counters of a limit. */
public enum LimitKey {
  /** The address of the client as Envoy trusts it; of an IPv6 address, its first 64 bits. */
  IP,
  USER,
  TENANT,
  /** The API key or client that the platform issued. */
  CREDENTIAL,
  /** The subscription of that credential. */
  SUBSCRIPTION,
  ROUTE;

  /** Returns the key with a name in a policy file. */
  public static LimitKey parse(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}

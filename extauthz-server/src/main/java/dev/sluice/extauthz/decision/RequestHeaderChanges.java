package dev.sluice.extauthz.decision;

import java.util.List;

/**
 * What becomes of the request's headers on its way to the upstream. A set header replaces every
 * line of the client's; no name is both set and removed.
 */
public record RequestHeaderChanges(List<Header> set, List<String> remove) {
  public RequestHeaderChanges {
    set = List.copyOf(set);
    remove = List.copyOf(remove);
  }

  /** One header. */
  public record Header(String name, String value) {
    /** Without the value, for it may be a secret. */
    @Override
    public String toString() {
      return name;
    }
  }
}

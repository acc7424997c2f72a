package dev.sluice.extauthz.decision;

import java.util.List;

/**
 * The changes to the headers of a request on its way to the upstream. A header that is set replaces
 * all lines of the client. No name is both set and removed.
 */
public record RequestHeaderChanges(List<Header> set, List<String> remove) {
  public RequestHeaderChanges {
    set = List.copyOf(set);
    remove = List.copyOf(remove);
  }

  /** A header with its value. */
  public record Header(String name, String value) {
    /** Omits the value, because it can be a secret. */
    @Override
    public String toString() {
      return name;
    }
  }
}

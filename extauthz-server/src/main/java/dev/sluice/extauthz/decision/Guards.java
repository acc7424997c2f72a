package dev.sluice.extauthz.decision;

import java.util.List;

/**
 * The guards of requests, in the order in which they are asked.
 *
 * @param beforeCredential what needs no identity, so that an attack costs no signature
 * @param afterLevel what is asked of a caller whose level suffices
 */
public record Guards(List<Guard> beforeCredential, List<Guard> afterLevel) {
  public Guards {
    beforeCredential = List.copyOf(beforeCredential);
    afterLevel = List.copyOf(afterLevel);
  }

  /** No demand at all. */
  public static Guards none() {
    return new Guards(List.of(), List.of());
  }

  static void ask(List<Guard> guards, Exchange exchange, Refusals refusals) {
    for (int i = 0; i < guards.size() && refusals.enforced() == null; i++) {
      guards.get(i).check(exchange, refusals);
    }
  }
}

package dev.sluice.extproc.budget;

import java.util.List;
import java.util.Optional;

/** The values that calls with one counter share; a value that the key lacks is empty. */
public record CallKey(String tenant, String user, String credential, String model, String route) {
  /** Returns the key of a call; empty if the call lacks a part, so that it is not counted. */
  static Optional<CallKey> of(List<BudgetKeyPart> parts, BudgetCaller caller, String model) {
    boolean user = parts.contains(BudgetKeyPart.USER);
    CallKey key =
        new CallKey(
            user || parts.contains(BudgetKeyPart.TENANT) ? caller.tenant() : "",
            user ? caller.user() : "",
            parts.contains(BudgetKeyPart.CREDENTIAL) ? caller.credential() : "",
            parts.contains(BudgetKeyPart.MODEL) ? model : "",
            parts.contains(BudgetKeyPart.ROUTE) ? caller.route() : "");
    return parts.stream().anyMatch(part -> key.value(part).isEmpty())
        ? Optional.empty()
        : Optional.of(key);
  }

  private String value(BudgetKeyPart part) {
    return switch (part) {
      case TENANT -> tenant;
      case USER -> user;
      case CREDENTIAL -> credential;
      case MODEL -> model;
      case ROUTE -> route;
    };
  }
}

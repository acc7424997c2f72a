package dev.sluice.extauthz.policy.condition;

import java.util.List;

/** The variables of expressions that are texts. */
final class ConditionVariableNames {
  static final List<String> STRINGS =
      List.of(
          "request.method",
          "request.host",
          "request.path",
          "request.address",
          "identity.subject",
          "identity.tenant",
          "identity.project",
          "identity.workspace",
          "identity.role",
          "identity.level",
          "identity.issuer",
          "route.id",
          "route.publish",
          "route.target",
          "route.environment",
          "route.api_version");

  private ConditionVariableNames() {}
}

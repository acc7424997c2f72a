package dev.sluice.controller.api.resource;

import dev.sluice.controller.api.http.FieldProblem;
import dev.sluice.controller.domain.Policy;
import dev.sluice.controller.domain.value.PolicyScope;
import dev.sluice.controller.ir.access.PublishEnvironment;
import dev.sluice.controller.policy.PolicyReader;
import dev.sluice.controller.policy.ReadSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The rules of policies: the spec fits the kind, and the kind fits the scope. */
final class PolicyRules implements ManagedResource.ResourceRules {
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  @Override
  public List<FieldProblem> problems(ObjectNode row) {
    Map<String, Object> spec = JsonMapper.shared().convertValue(row.path("spec"), OBJECT);
    spec.values().removeIf(Objects::isNull);
    Policy policy =
        new Policy(
            "",
            "",
            PolicyScope.valueOf(upper(row.path("scope").asString())),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            row.path("kind").asString(),
            row.path("environment")
                .asStringOpt()
                .map(name -> PublishEnvironment.valueOf(upper(name))),
            spec);
    return new PolicyReader().read(policy) instanceof ReadSpec.Invalid<?>(var problems)
        ? problems.stream()
            .map(problem -> new FieldProblem("/" + problem.field(), problem.message()))
            .toList()
        : List.of();
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }
}

package dev.sluice.controller.policy;

import dev.sluice.controller.domain.Policy;
import dev.sluice.controller.ir.policy.GrpcJsonIr;
import dev.sluice.controller.ir.policy.PolicyIr;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A reader of policies that reads each row once. Confined to one thread. */
public final class PolicyReader {
  private static final Map<String, SpecReader<? extends PolicyIr>> READERS =
      PolicyKinds.ALL.stream()
          .collect(Collectors.toUnmodifiableMap(PolicyKind::name, SpecReader::of));

  private final Map<String, ReadSpec<? extends PolicyIr>> results = new HashMap<>();

  /** Forgets a policy, so that the changed row is read. */
  public void forget(String id) {
    results.remove(id);
  }

  /** Reads a policy. */
  public ReadSpec<? extends PolicyIr> read(Policy policy) {
    return results.computeIfAbsent(policy.id(), _ -> readRow(policy));
  }

  private static ReadSpec<? extends PolicyIr> readRow(Policy policy) {
    Optional<PolicyKind> kind = PolicyKinds.named(policy.kind());
    SpecReader<? extends PolicyIr> reader = READERS.get(policy.kind());
    if (kind.isEmpty() || reader == null) {
      return invalid("kind", "policies of kind " + policy.kind() + " are not served");
    }
    if (!kind.get().scopes().contains(policy.scope())) {
      return invalid(
          "scope",
          "a policy of kind "
              + policy.kind()
              + " has no effect here; use the scope "
              + kind.get().scopes().stream()
                  .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                  .collect(Collectors.joining(" or ")));
    }
    if (policy.environment().isPresent() && !kind.get().dependsOnEnvironment()) {
      return invalid(
          "environment",
          "a policy of kind " + policy.kind() + " applies to all environments; leave it empty");
    }
    ReadSpec<? extends PolicyIr> spec = reader.read("spec", policy.spec());
    return spec instanceof ReadSpec.Valid(GrpcJsonIr json) ? checked(json, spec) : spec;
  }

  private static ReadSpec<? extends PolicyIr> checked(
      GrpcJsonIr policy, ReadSpec<? extends PolicyIr> spec) {
    List<SpecProblem> problems = GrpcDescriptorCheck.problems(policy);
    return problems.isEmpty() ? spec : new ReadSpec.Invalid<>(problems);
  }

  private static ReadSpec<PolicyIr> invalid(String field, String message) {
    return new ReadSpec.Invalid<>(List.of(new SpecProblem(field, message)));
  }
}

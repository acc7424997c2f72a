package dev.sluice.controller.policy;

import dev.sluice.controller.domain.Policy;
import dev.sluice.controller.ir.policy.PolicyIr;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A reader of policies that reads each row once. Confined to one thread. */
public final class PolicyReader {
  private static final Map<String, KindReader<?>> READERS =
      PolicyKinds.ALL.stream()
          .collect(Collectors.toUnmodifiableMap(PolicyKind::name, KindReader::of));

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
    KindReader<?> reader = READERS.get(policy.kind());
    if (reader == null) {
      return invalid("kind", "policies of kind " + policy.kind() + " are not served");
    }
    PolicyKind<?> kind = reader.kind();
    if (!kind.scopes().contains(policy.scope())) {
      return invalid(
          "scope",
          "a policy of kind "
              + policy.kind()
              + " has no effect here; use the scope "
              + kind.scopes().stream()
                  .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                  .collect(Collectors.joining(" or ")));
    }
    if (policy.environment().isPresent() && !kind.dependsOnEnvironment()) {
      return invalid(
          "environment",
          "a policy of kind " + policy.kind() + " applies to all environments; leave it empty");
    }
    return reader.read(policy.spec());
  }

  private static ReadSpec<PolicyIr> invalid(String field, String message) {
    return new ReadSpec.Invalid<>(List.of(new SpecProblem(field, message)));
  }

  /** A reader of the specs of one kind. */
  private record KindReader<P extends PolicyIr>(PolicyKind<P> kind, SpecReader<P> specs) {
    static <P extends PolicyIr> KindReader<P> of(PolicyKind<P> kind) {
      return new KindReader<>(kind, SpecReader.of(kind));
    }

    ReadSpec<P> read(Map<String, Object> spec) {
      ReadSpec<P> read = specs.read("spec", spec);
      List<SpecProblem> problems =
          read instanceof ReadSpec.Valid<P>(P policy) ? kind.check().apply(policy) : List.of();
      return problems.isEmpty() ? read : new ReadSpec.Invalid<>(problems);
    }
  }
}

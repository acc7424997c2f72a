package dev.sluice.controller.compile;

import dev.sluice.common.Secret;
import dev.sluice.controller.ir.CertificateIr;
import dev.sluice.controller.secrets.SecretSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A source with a valid certificate for every name that does not start with {@code bad}. */
public final class FakeSecretSource implements SecretSource {
  public static final String KEY = "the private key itself";
  public final Set<String> retained = new HashSet<>();
  public final Map<String, List<String>> problems = new HashMap<>();
  public String chain = "first";

  @Override
  public Optional<CertificateIr> certificate(String reference) {
    return reference.startsWith("bad")
        ? Optional.empty()
        : Optional.of(new CertificateIr(reference, chain, Optional.of(Secret.of(KEY))));
  }

  @Override
  public List<String> problems(String reference) {
    return problems.getOrDefault(reference, List.of());
  }

  @Override
  public void retain(Set<String> references) {
    retained.clear();
    retained.addAll(references);
  }
}

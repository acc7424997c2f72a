package dev.sluice.controller.secrets;

import dev.sluice.controller.ir.CertificateIr;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where certificates come from. */
public interface SecretSource {
  /** None at all. */
  SecretSource NONE =
      new SecretSource() {
        @Override
        public Optional<CertificateIr> certificate(String reference) {
          return Optional.empty();
        }

        @Override
        public List<String> problems(String reference) {
          return List.of();
        }

        @Override
        public void retain(Set<String> references) {}
      };

  /** What was good last under that name. */
  Optional<CertificateIr> certificate(String reference);

  /** What is wrong with what there is under that name. */
  List<String> problems(String reference);

  /** Only these are needed from now on. */
  void retain(Set<String> references);
}

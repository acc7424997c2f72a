package dev.sluice.controller.secrets;

import dev.sluice.controller.ir.CertificateIr;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A source of certificates. */
public interface SecretSource {
  /** An empty source. */
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

  /** Returns the last good certificate of that name. */
  Optional<CertificateIr> certificate(String reference);

  /** Returns the problems of the current files of that name. */
  List<String> problems(String reference);

  /** Drops all secrets except these. */
  void retain(Set<String> references);
}

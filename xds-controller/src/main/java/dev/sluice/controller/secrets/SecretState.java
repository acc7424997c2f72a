package dev.sluice.controller.secrets;

import dev.sluice.controller.ir.CertificateIr;
import java.util.List;
import java.util.Optional;

/**
 * A state of one secret.
 *
 * @param good the last good certificate, whatever the files contain now
 * @param problems the current and upcoming problems of the files
 */
record SecretState(Optional<CertificateIr> good, List<String> problems) {
  SecretState {
    problems = List.copyOf(problems);
  }
}

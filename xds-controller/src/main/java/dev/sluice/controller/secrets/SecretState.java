package dev.sluice.controller.secrets;

import dev.sluice.controller.ir.CertificateIr;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one secret.
 *
 * @param good what was good last, whatever the files hold now
 * @param problems what is wrong with the files as they are, or will be soon
 */
record SecretState(Optional<CertificateIr> good, List<String> problems) {
  SecretState {
    problems = List.copyOf(problems);
  }
}

package dev.sluice.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.grpc.MutualTls;
import dev.sluice.common.grpc.TlsConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The files of a controller that issues tokens and certificates to agents. */
record AgentAuthority(Path folder) {
  private static final String FILES =
      """
      openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 30 \
        -subj /CN=authority -keyout ca.key -out ca.crt
      openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -subj /CN=controller \
        -keyout controller.key -out controller.csr
      printf 'subjectAltName=URI:spiffe://test.example/sluice/controller/main\\n\
      extendedKeyUsage=serverAuth,clientAuth\\n' > controller.ext
      openssl x509 -req -in controller.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 30 \
        -extfile controller.ext -out controller.crt
      openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out agent-tokens.pem
      """;

  /** Creates the files in a folder. */
  static AgentAuthority create(Path folder) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("bash", "-euc", FILES)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return new AgentAuthority(folder);
  }

  /** Returns the variables that make a controller use the files. */
  Map<String, String> variables(String certificateLifetime) {
    Map<String, String> variables = new HashMap<>();
    variables.put("SLUICE_XDS_TLS_CERTIFICATE", file("controller.crt"));
    variables.put("SLUICE_XDS_TLS_KEY", file("controller.key"));
    variables.put("SLUICE_XDS_TLS_CA", file("ca.crt"));
    variables.put("SLUICE_AGENTS_TOKEN_KEY", file("agent-tokens.pem"));
    variables.put("SLUICE_AGENTS_CA_CERTIFICATE", file("ca.crt"));
    variables.put("SLUICE_AGENTS_CA_KEY", file("ca.key"));
    variables.put("SLUICE_AGENTS_CERTIFICATE_LIFETIME", certificateLifetime);
    return variables;
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  /** Opens the TLS of an agent whose files are in a folder. */
  static MutualTls tls(Path agent) {
    return MutualTls.open(
        new TlsConfig(
            agent.resolve("certificate.pem"), agent.resolve("key.pem"), agent.resolve("ca.pem")),
        peer -> peer.kind().equals("controller"));
  }
}

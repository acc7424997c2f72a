package dev.sluice.ctl.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.ctl.doctor.fault.WiringFault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("N-12")
class DoctorCommandGroupTest {
  private static final Path CORRECT = Path.of("src/test/resources/doctor/correct");
  private static final FaultInjection FAIL_OPEN =
      FaultInjection.replacing(
          WiringFault.PROVIDER_FAIL_OPEN, "        failOpen: false", "        failOpen: true");

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final CommandLine command =
      new CommandLine(new DoctorCommandGroup())
          .setOut(new PrintWriter(out))
          .setErr(new PrintWriter(out))
          .setCaseInsensitiveEnumValuesAllowed(true);

  @Test
  void manifests_correct_exitZero() {
    assertEquals(0, command.execute("manifests", CORRECT.toString()), out::toString);
    assertEquals("29 resources checked: 0 errors, 0 warnings\n", out.toString());
  }

  @Test
  void manifests_fault_isOneLine() throws Exception {
    FAIL_OPEN.write(CORRECT, folder);
    assertEquals(1, command.execute("manifests", folder.toString()));
    assertEquals(
        """
        error    provider-fail-open  mesh.yaml:14:19  failOpen is true; set failOpen to false
        29 resources checked: 1 error, 0 warnings
        """,
        out.toString().replace(folder + "/", ""));
  }

  @Test
  void manifests_warning_exitZero() throws Exception {
    FaultInjection.replacing(WiringFault.PROVIDER_STATUS_ON_ERROR, "\"503\"", "\"403\"")
        .write(CORRECT, folder);
    assertEquals(0, command.execute("manifests", folder.toString()), out::toString);
    assertTrue(out.toString().startsWith("warning  provider-status-on-error"), out::toString);
  }

  @Test
  void manifests_asJson() throws Exception {
    FAIL_OPEN.write(CORRECT, folder);
    assertEquals(1, command.execute("manifests", "-o", "JSON", folder.toString()));
    assertTrue(out.toString().contains("\"id\" : \"provider-fail-open\""), out::toString);
    assertTrue(out.toString().contains("mesh.yaml:14:19\""), out::toString);
  }

  @Test
  void manifests_withoutMesh_saySo() {
    String gateway = CORRECT.resolve("gateway.yaml").toString();
    command.execute("manifests", gateway);
    assertTrue(out.toString().startsWith("note: no mesh configuration was read"), out::toString);
  }

  @Test
  void manifests_unreadable_exitTwo() throws Exception {
    Path missing = folder.resolve("none.yaml");
    assertEquals(2, command.execute("manifests", missing.toString()));
    assertEquals(missing + ": the file cannot be read\n", out.toString());
  }

  @Test
  void manifests_notYaml_exitTwo() throws Exception {
    Path file = Files.writeString(folder.resolve("bad.yaml"), "a: 1\n---\nb: [\n");
    assertEquals(2, command.execute("manifests", file.toString()));
    assertTrue(out.toString().startsWith(file + ":4:1: "), out::toString);
  }

  @Test
  void manifests_deepYaml_exitTwo() throws Exception {
    Path file = Files.writeString(folder.resolve("deep.yaml"), "[".repeat(10_000));
    assertEquals(2, command.execute("manifests", file.toString()));
    assertTrue(out.toString().contains("nested deeper than"), out::toString);
  }

  @Test
  void envoy_dumpOfFile_isChecked() {
    String dump = "src/test/resources/doctor/envoy/config_dump.json";
    assertEquals(0, command.execute("envoy", dump), out::toString);
    assertTrue(out.toString().contains(dump + " checked: 0 errors"), out::toString);
  }

  @Test
  void envoy_notJson_exitTwo() throws Exception {
    Path file = Files.writeString(folder.resolve("dump.json"), "[".repeat(1_000));
    assertEquals(2, command.execute("envoy", file.toString()));
    assertTrue(out.toString().contains("not valid JSON, or nested deeper"), out::toString);
  }

  @Test
  void envoy_nobodyListens_exitTwo() {
    assertEquals(2, command.execute("envoy", "http://127.0.0.1:1"));
    assertTrue(out.toString().contains("cannot be read; name the admin address"), out::toString);
  }

  @Test
  void cluster_withoutKubectl_exitThree() {
    String absent = folder.resolve("kubectl").toString();
    assertEquals(3, command.execute("cluster", "--kubectl", absent));
    assertEquals("kubectl was not found; install it, or name it with --kubectl\n", out.toString());
  }

  @Test
  void cluster_resources_areChecked() throws Exception {
    String kubectl =
        kubectl(
            """
            case "$*" in
              *api-resources*) echo services; echo serviceaccounts ;;
              *"--context east get services,serviceaccounts -A -o json"*) cat <<'JSON'
            {"kind": "List", "items": [{
              "apiVersion": "v1", "kind": "Service",
              "metadata": {"name": "extauthz-server", "namespace": "sluice-system"},
              "spec": {"ports": [{"name": "grpc", "port": 9001}]}}]}
            JSON
              ;;
              *) ;;
            esac
            """);
    assertEquals(1, command.execute("cluster", "--context", "east", "--kubectl", kubectl));
    assertTrue(
        out.toString()
            .contains(
                "app-protocol  Service/sluice-system/extauthz-server:/spec/ports/0/appProtocol"),
        out::toString);
    assertTrue(out.toString().contains("1 resource checked: 1 error"), out::toString);
  }

  @Test
  void cluster_kubectlFails_exitTwo() throws Exception {
    String kubectl = kubectl("echo 'no configuration' >&2; exit 1\n");
    assertEquals(2, command.execute("cluster", "--kubectl", kubectl));
    assertEquals("kubectl failed: no configuration\n", out.toString());
  }

  @Test
  void probe_otherScheme_exitTwo() {
    assertEquals(2, command.execute("probe", "ftp://127.0.0.1/"));
  }

  private String kubectl(String script) throws Exception {
    Path file = Files.writeString(folder.resolve("kubectl"), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file.toString();
  }
}

package dev.sluice.e2e.install;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The certificates of the three nodes of the page.
 *
 * @param serials the serial numbers by node, in hexadecimal digits
 * @param lastExpiry the end of the one that is valid longest
 */
record NodeCertificates(Map<String, String> serials, Instant lastExpiry) {
  private static final List<String> NODES = List.of("envoy", "extauthz", "extproc");
  private static final Pattern CONNECTED =
      Pattern.compile("edge/(\\w+) is connected with certificate (\\w+), valid until");

  NodeCertificates {
    serials = Map.copyOf(serials);
  }

  /** Reads the files of the nodes below a folder. */
  static NodeCertificates read(Path folder) throws IOException {
    Map<String, String> serials = new TreeMap<>();
    Instant last = Instant.MIN;
    for (String node : NODES) {
      X509Certificate certificate = certificate(folder.resolve(node).resolve("certificate.pem"));
      serials.put(node, certificate.getSerialNumber().toString(16));
      Instant end = certificate.getNotAfter().toInstant();
      last = end.isAfter(last) ? end : last;
    }
    return new NodeCertificates(serials, last);
  }

  /** Returns the serial numbers of the connections in a log of the controller; later ones win. */
  static Map<String, String> connectedIn(String log) {
    Map<String, String> serials = new TreeMap<>();
    CONNECTED.matcher(log).results().forEach(line -> serials.put(line.group(1), line.group(2)));
    return serials;
  }

  /** Returns true if all have expired and all nodes have others. */
  boolean areReplacedBy(NodeCertificates later) {
    return lastExpiry.isBefore(Instant.now())
        && serials.values().stream().noneMatch(later.serials::containsValue);
  }

  private static X509Certificate certificate(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }
}

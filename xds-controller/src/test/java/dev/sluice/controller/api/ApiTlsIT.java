package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.common.testkit.Await;
import dev.sluice.controller.secrets.CertificateFiles;
import dev.sluice.controller.testkit.Certificates;
import dev.sluice.controller.testkit.Postgres;
import io.helidon.common.tls.Tls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A test of the API with a certificate. */
final class ApiTlsIT {
  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @TempDir Path folder;

  @Test
  void server_withCertificate_servesHttpsOnly() throws Exception {
    Certificates.Pem pem = Certificates.of(folder, 30, "localhost");
    pem.write(folder, "api");
    CertificateFiles files =
        new CertificateFiles(folder.resolve("api.crt"), folder.resolve("api.key"));
    try (ApiTestServer server =
            new ApiTestServer(
                postgres,
                folder,
                1000,
                Path.of("..", "policies", "rbac.yaml"),
                Optional.of(files));
        HttpClient client =
            HttpClient.newBuilder().sslContext(trusting(pem.certificate())).build()) {
      int port = server.anonymous().address().port();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/v1/public/health"))
              .build();
      assertEquals(200, client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
      HttpRequest plain =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/public/health"))
              .build();
      assertThrows(
          IOException.class, () -> client.send(plain, HttpResponse.BodyHandlers.ofString()));
      Certificates.Pem next = Certificates.of(folder, 60, "localhost");
      next.write(folder, "api");
      Await.until(() -> isServed(request, next));
    }
  }

  @Test
  void certificate_replaced_isServedToNewConnections() throws Exception {
    Certificates.of(folder, 30, "localhost").write(folder, "api");
    CertificateFiles files =
        new CertificateFiles(folder.resolve("api.crt"), folder.resolve("api.key"));
    List<Tls> loaded = new CopyOnWriteArrayList<>();
    try (ApiCertificate certificate = new ApiCertificate(files, Clock.systemUTC())) {
      Instant first = certificate.expiresAt();
      certificate.watch(Duration.ofMillis(20), loaded::add);
      Files.writeString(folder.resolve("api.key"), "broken");
      Thread.sleep(200);
      assertEquals(List.of(), loaded);
      assertEquals(first, certificate.expiresAt());
      Certificates.of(folder, 60, "localhost").write(folder, "api");
      Await.until(() -> certificate.expiresAt().isAfter(first));
      assertEquals(1, loaded.size());
    }
  }

  private static boolean isServed(HttpRequest request, Certificates.Pem pem) {
    try (HttpClient client =
        HttpClient.newBuilder().sslContext(trusting(pem.certificate())).build()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static SSLContext trusting(String certificate)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry(
        "api",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII))));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}

package dev.sluice.ctl.doctor.probe;

import dev.sluice.common.token.jwks.HttpDocumentClient;
import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.input.JsonDocuments;
import dev.sluice.ctl.doctor.input.JsonPlace;
import dev.sluice.ctl.doctor.input.UnreadableInputException;
import dev.sluice.ctl.doctor.model.DocumentField;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;

/** A probe that fetches the keys of an issuer. */
public final class JwksProbe {
  private static final Duration WHOLE = Duration.ofSeconds(10);
  private static final int MAX_BYTES = 1 << 20;

  private JwksProbe() {}

  /** Fetches the keys at {@code url}. */
  public static ProbeResult fetch(URI url) throws InterruptedException {
    try (HttpDocumentClient client = new HttpDocumentClient(true)) {
      HttpRequest request =
          HttpRequest.newBuilder(url).header("Accept", "application/json").build();
      byte[] json = client.fetch(request, WHOLE, MAX_BYTES);
      DocumentField document =
          DocumentField.root(new JsonPlace("jwks"), JsonDocuments.parse("jwks", json));
      long keys =
          document.at("keys").items().stream().filter(key -> key.at("kty").exists()).count();
      return keys > 0
          ? new ProbeResult(List.of("%s: %d keys".formatted(url, keys)), List.of())
          : failed(url, "the response has no keys");
    } catch (IOException e) {
      return failed(url, "cannot be fetched within 10 s and 1 MiB: " + e.getMessage());
    } catch (UnreadableInputException e) {
      return failed(url, "the response is not JSON");
    }
  }

  private static ProbeResult failed(URI url, String detail) {
    return new ProbeResult(
        List.of(url + ": " + detail),
        List.of(WiringFault.JWKS_UNREACHABLE.at(url.toString(), detail)));
  }
}

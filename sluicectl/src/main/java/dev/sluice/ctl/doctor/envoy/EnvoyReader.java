package dev.sluice.ctl.doctor.envoy;

import dev.sluice.common.token.jwks.HttpDocumentClient;
import dev.sluice.ctl.doctor.input.JsonDocuments;
import dev.sluice.ctl.doctor.input.JsonPlace;
import dev.sluice.ctl.doctor.input.UnreadableInputException;
import dev.sluice.ctl.doctor.model.DocumentField;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A reader of an Envoy, from a file or from the admin address that the operator names. */
public final class EnvoyReader {
  private static final Duration WHOLE = Duration.ofSeconds(30);

  private EnvoyReader() {}

  /** Reads a file with a configuration dump, or an address such as http://127.0.0.1:15000. */
  public static EnvoyReadout read(String source)
      throws UnreadableInputException, InterruptedException {
    if (!source.startsWith("http://") && !source.startsWith("https://")) {
      return new EnvoyReadout(file(Path.of(source)), Optional.empty(), Optional.empty());
    }
    String address = source.endsWith("/") ? source.substring(0, source.length() - 1) : source;
    try (HttpDocumentClient client = new HttpDocumentClient(true)) {
      return new EnvoyReadout(
          fetch(client, address, "config_dump", ""),
          Optional.of(fetch(client, address, "certs", "")),
          Optional.of(fetch(client, address, "clusters", "?format=json")));
    }
  }

  private static DocumentField file(Path file) throws UnreadableInputException {
    try {
      if (Files.size(file) > JsonDocuments.MAX_BYTES) {
        throw new UnreadableInputException(
            file + ": the file is larger than " + JsonDocuments.MAX_BYTES + " bytes");
      }
      return document(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UnreadableInputException(file + ": the file cannot be read");
    }
  }

  private static DocumentField fetch(
      HttpDocumentClient client, String address, String name, String query)
      throws UnreadableInputException, InterruptedException {
    String url = address + "/" + name + query;
    try {
      URI uri = URI.create(url);
      if (uri.getHost() == null) {
        throw new UnreadableInputException(address + ": the address has no host");
      }
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      return document(name, client.fetch(request, WHOLE, JsonDocuments.MAX_BYTES));
    } catch (IllegalArgumentException e) {
      throw new UnreadableInputException(address + ": not a valid address");
    } catch (IOException e) {
      throw new UnreadableInputException(
          url + ": cannot be read; name the admin address of a running Envoy");
    }
  }

  private static DocumentField document(String name, byte[] json) throws UnreadableInputException {
    return DocumentField.root(new JsonPlace(name), JsonDocuments.parse(name, json));
  }
}

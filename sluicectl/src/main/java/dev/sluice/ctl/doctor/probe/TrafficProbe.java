package dev.sluice.ctl.doctor.probe;

import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.input.UnreadableInputException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A probe that sends requests which must be refused. It reads no body and follows no redirect. */
public final class TrafficProbe {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration WHOLE = Duration.ofSeconds(15);
  private static final Duration LARGEST_SKEW = Duration.ofSeconds(30);

  private final InstantSource clock;

  public TrafficProbe(InstantSource clock) {
    this.clock = clock;
  }

  /** Sends all requests to {@code target}. */
  public ProbeResult send(URI target) throws UnreadableInputException, InterruptedException {
    String unknownPath = "sluice-doctor-" + UUID.randomUUID();
    List<ProbeResponse> responses = new ArrayList<>();
    try (HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build()) {
      for (ForbiddenRequest request : ForbiddenRequest.values()) {
        responses.add(send(client, request, request.uri(target, unknownPath)));
      }
      client.shutdownNow();
    } catch (IOException e) {
      throw new UnreadableInputException(
          target + ": no response; name an address that this machine reaches");
    }
    List<WiringFinding> findings =
        Stream.concat(
                responses.stream().flatMap(response -> finding(target, response).stream()),
                clockSkew(target, responses).stream())
            .toList();
    return new ProbeResult(responses.stream().map(ProbeResponse::line).toList(), findings);
  }

  private ProbeResponse send(HttpClient client, ForbiddenRequest request, URI uri)
      throws IOException, InterruptedException {
    HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(WHOLE);
    request.authorization().ifPresent(value -> builder.header("Authorization", value));
    Instant before = clock.instant();
    HttpResponse<InputStream> response = client.send(builder.build(), BodyHandlers.ofInputStream());
    Instant after = clock.instant();
    // The rest of the body is not read, because it may be endless.
    response.body().close();
    Optional<Duration> skew =
        response.headers().firstValue("date").flatMap(date -> skew(date, before, after));
    return new ProbeResponse(request, response.statusCode(), skew);
  }

  /** Returns the difference to the nearer end of the time in which the response was made. */
  private static Optional<Duration> skew(String date, Instant before, Instant after) {
    try {
      Instant there = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration early = Duration.between(there, before);
      Duration late = Duration.between(after, there);
      Duration largest = early.compareTo(late) > 0 ? early : late;
      return Optional.of(largest.isNegative() ? Duration.ZERO : largest);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<WiringFinding> finding(URI target, ProbeResponse response) {
    if (response.isSuccess()) {
      return Optional.of(WiringFault.TRAFFIC_UNCHECKED.at(target.toString(), response.line()));
    }
    return response.isServerError()
        ? Optional.of(WiringFault.REFUSED_BY_FAILURE.at(target.toString(), response.line()))
        : Optional.empty();
  }

  private static Optional<WiringFinding> clockSkew(URI target, List<ProbeResponse> responses) {
    return responses.stream()
        .flatMap(response -> response.clockSkew().stream())
        .max(Comparator.naturalOrder())
        .filter(skew -> skew.compareTo(LARGEST_SKEW) > 0)
        .map(skew ->
            WiringFault.CLOCK_SKEW.at(
                target.toString(), "the clocks differ by %d s".formatted(skew.toSeconds())));
  }
}

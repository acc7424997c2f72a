package dev.sluice.ctl.doctor.envoy;

import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.filter.AccessLogFaults;
import dev.sluice.ctl.doctor.filter.BufferFaults;
import dev.sluice.ctl.doctor.filter.ExtProcFaults;
import dev.sluice.ctl.doctor.model.DocumentField;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The checks of the filters in a configuration dump. */
final class FilterChainChecks {
  private FilterChainChecks() {}

  static Stream<WiringFinding> authorizerMissing(EnvoyDump dump) {
    Stream<WiringFinding> inspectedOnly =
        dump.chains().stream()
            .filter(chain -> chain.authorizers().findAny().isEmpty())
            .filter(chain -> chain.processors().findAny().isPresent())
            .map(chain ->
                WiringFault.EXT_AUTHZ_MISSING.at(
                    chain.manager().at("http_filters").place(),
                    "the chain has ext_proc, but no ext_authz"));
    boolean called =
        dump.chains().stream()
            .flatMap(chain -> Stream.concat(chain.authorizers(), chain.processors()))
            .findAny()
            .isPresent();
    return called
        ? inspectedOnly
        : Stream.of(
            WiringFault.EXT_AUTHZ_MISSING.at(
                dump.root().place(), "no listener has an ext_authz filter"));
  }

  static Stream<WiringFinding> processing(EnvoyDump dump) {
    Stream<DocumentField> documents =
        Stream.concat(dump.listeners().stream(), dump.routes().stream());
    return Stream.concat(
        dump.chains().stream().flatMap(HttpChain::processors).flatMap(ExtProcFaults::of),
        documents.flatMap(ExtProcFaults::ofRoutes));
  }

  static Stream<WiringFinding> alwaysOn(EnvoyDump dump) {
    return dump.chains().stream()
        .flatMap(HttpChain::processors)
        .filter(filter -> !ExtProcFaults.isDisabledByDefault(filter))
        .map(filter ->
            WiringFault.EXT_PROC_ALWAYS_ON.at(
                filter.place(), "the filter calls extproc-dlp-server on every route"));
  }

  static Stream<WiringFinding> twice(EnvoyDump dump) {
    return dump.chains().stream()
        .flatMap(chain -> chain.processors().skip(1))
        .map(filter ->
            WiringFault.EXT_PROC_TWICE.at(
                filter.place(), "the chain has an ext_proc filter before"));
  }

  static Stream<WiringFinding> order(EnvoyDump dump) {
    return dump.chains().stream()
        .filter(FilterChainChecks::isOutOfOrder)
        .map(chain ->
            WiringFault.EXT_PROC_ORDER.at(
                chain.manager().at("http_filters").place(),
                "ext_proc is before ext_authz, or after the router"));
  }

  private static boolean isOutOfOrder(HttpChain chain) {
    OptionalInt processor = chain.first(HttpChain::isProcessor);
    OptionalInt authorizer = chain.first(HttpChain::isAuthorizer);
    OptionalInt router = chain.first(HttpChain::isRouter);
    return processor.isPresent()
        && (authorizer.orElse(-1) > processor.getAsInt()
            || router.orElse(Integer.MAX_VALUE) < processor.getAsInt());
  }

  /** Finds buffers whose bytes do not fit in a message of {@code limit} bytes. */
  static Stream<WiringFinding> buffers(EnvoyDump dump, long limit) {
    List<DocumentField> inspected =
        dump.listeners().stream()
            .filter(listener ->
                listener.mappings().stream()
                    .anyMatch(value -> value.isMessage("ExternalProcessor")))
            .toList();
    Stream<DocumentField> routes = inspected.isEmpty() ? Stream.empty() : dump.routes().stream();
    return Stream.concat(inspected.stream(), routes)
        .flatMap(document -> BufferFaults.in(document, limit));
  }

  static Stream<WiringFinding> accessLog(EnvoyDump dump) {
    return dump.listeners().stream().flatMap(AccessLogFaults::in);
  }
}

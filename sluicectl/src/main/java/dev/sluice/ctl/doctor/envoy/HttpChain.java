package dev.sluice.ctl.doctor.envoy;

import dev.sluice.ctl.doctor.model.DocumentField;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A chain of HTTP filters of a listener. */
record HttpChain(DocumentField manager) {
  List<DocumentField> filters() {
    return manager.at("http_filters").items();
  }

  Stream<DocumentField> authorizers() {
    return filters().stream().filter(HttpChain::isAuthorizer);
  }

  Stream<DocumentField> processors() {
    return filters().stream().filter(HttpChain::isProcessor);
  }

  /** Returns the index of the first filter that fulfils {@code condition}. */
  OptionalInt first(Predicate<DocumentField> condition) {
    List<DocumentField> all = filters();
    return IntStream.range(0, all.size()).filter(i -> condition.test(all.get(i))).findFirst();
  }

  static boolean isAuthorizer(DocumentField filter) {
    return filter.at("typed_config").isMessage("ExtAuthz")
        || filter.at("name").textOr("").equals("envoy.filters.http.ext_authz");
  }

  static boolean isProcessor(DocumentField filter) {
    return filter.at("typed_config").isMessage("ExternalProcessor");
  }

  static boolean isRouter(DocumentField filter) {
    return filter.at("typed_config").isMessage("Router");
  }
}

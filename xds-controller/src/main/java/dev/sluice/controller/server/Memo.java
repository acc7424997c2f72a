package dev.sluice.controller.server;

import dev.sluice.controller.resources.EncodedResource;
import dev.sluice.controller.xds.XdsResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The encoded form of objects of one kind, made again only for those that are new or different. An
 * object that cannot be translated keeps its last good form.
 */
final class Memo<T> {
  private static final Logger log = LoggerFactory.getLogger(Memo.class);
  private final Function<T, String> id;
  private final Function<T, List<XdsResource>> translate;
  private Map<String, Made<T>> last = Map.of();

  Memo(Function<T, String> id, Function<T, List<XdsResource>> translate) {
    this.id = id;
    this.translate = translate;
  }

  private record Made<T>(T from, List<EncodedResource> resources) {}

  List<EncodedResource> encode(List<T> objects) {
    Map<String, Made<T>> next = HashMap.newHashMap(objects.size());
    List<EncodedResource> all = new ArrayList<>();
    for (T object : objects) {
      Made<T> made = make(object);
      next.put(id.apply(object), made);
      all.addAll(made.resources());
    }
    last = next;
    return all;
  }

  private Made<T> make(T object) {
    Made<T> before = last.get(id.apply(object));
    if (before != null && before.from().equals(object)) {
      return before;
    }
    try {
      return new Made<>(object, translate.apply(object).stream().map(EncodedResource::of).toList());
    } catch (RuntimeException e) {
      log.warn("{} cannot be translated and stays as it was", id.apply(object), e);
      return new Made<>(object, before == null ? List.of() : before.resources());
    }
  }
}

package dev.sluice.extauthz.decision.guard;

import dev.sluice.extauthz.decision.RuleObserver;
import dev.sluice.extauthz.policy.condition.ConditionValues;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of a condition, each of which is reported when the condition reads it. */
record ObservedConditionValues(ConditionValues values, String rule, RuleObserver observer)
    implements ConditionValues {
  @Override
  public Object value(String variable) {
    Object value = values.value(variable);
    if (value instanceof Map<?, ?> map) {
      return new ObservedMap(map, variable);
    }
    observer.onValue(rule, variable, value);
    return value;
  }

  /** A map whose members are reported when they are read. */
  private final class ObservedMap extends AbstractMap<Object, Object> {
    private final Map<?, ?> members;
    private final String name;

    ObservedMap(Map<?, ?> members, String name) {
      this.members = members;
      this.name = name;
    }

    @Override
    public boolean containsKey(Object key) {
      boolean present = members.containsKey(key);
      if (!present) {
        observer.onValue(rule, member(key), "");
      }
      return present;
    }

    @Override
    public @Nullable Object get(Object key) {
      Object value = members.get(key);
      observer.onValue(rule, member(key), value == null ? "" : value);
      return value;
    }

    private String member(Object key) {
      return name + "['" + key + "']";
    }

    @Override
    @SuppressWarnings("unchecked") // The map is not changed.
    public Set<Entry<Object, Object>> entrySet() {
      return ((Map<Object, Object>) members).entrySet();
    }
  }
}

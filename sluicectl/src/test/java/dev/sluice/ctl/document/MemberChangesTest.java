package dev.sluice.ctl.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class MemberChangesTest {

  @Test
  void members_absentInDocument_stay() {
    assertEquals("{}", changes("{'a': 1, 'b': 2}", "{'b': 2}"));
  }

  @Test
  void time_ofAnotherForm_isEqual() {
    assertEquals(
        "{}", changes("{'t': '2026-01-01T00:00:00Z'}", "{'t': '2026-01-01T01:00:00+01:00'}"));
  }

  @Test
  void listener_partly_isCompletedByItsName() {
    assertEquals(
        "{'listeners':[{'name':'b','port':3,'http3':true}]}",
        changes(
            "{'listeners': [{'name': 'a', 'port': 1}, {'name': 'b', 'port': 2, 'http3': true}]}",
            "{'listeners': [{'name': 'b', 'port': 3}]}"));
  }

  @Test
  void listener_equalInItsMembers_isUnchanged() {
    assertEquals(
        "{}",
        changes(
            "{'listeners': [{'name': 'a', 'port': 1, 'http3': false}]}",
            "{'listeners': [{'port': 1, 'name': 'a'}]}"));
  }

  @Test
  void listener_inAnotherOrder_isUnchanged() {
    assertEquals(
        "{}",
        changes(
            "{'listeners': [{'name': 'a', 'port': 1}, {'name': 'b', 'port': 2}]}",
            "{'listeners': [{'name': 'b', 'port': 2}, {'name': 'a', 'port': 1}]}"));
  }

  @Test
  void patch_ofObject_removesKeys() {
    ObjectNode resource = json("{'labels': {'a': '1', 'b': '2'}, 'spec': {'x': {'y': 1}}}");
    ObjectNode body = json("{'labels': {'b': '3'}, 'spec': {'x': {'y': 1, 'z': 2}}}");

    ObjectNode patch = MemberChanges.patch(resource, MemberChanges.of(resource, body));

    assertEquals(
        "{'labels':{'a':null,'b':'3'},'spec':{'x':{'z':2}}}", patch.toString().replace('"', '\''));
  }

  private static String changes(String resource, String body) {
    return MemberChanges.of(json(resource), json(body)).toString().replace('"', '\'');
  }

  private static ObjectNode json(String text) {
    return (ObjectNode) JsonMapper.shared().readTree(text.replace('\'', '"'));
  }
}

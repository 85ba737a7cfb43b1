package io.vtepd.ovsdb.json;

import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code <error>} of RFC 7047 section 3.1, to and from an {@link OvsdbError}. */
public final class ErrorJson {

  private ErrorJson() {}

  /** The error as an object; members that have nothing to say are left out. */
  public static Json.Obj toJson(OvsdbError error) {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("error", Json.of(error.tag()));
    if (!error.details().isEmpty()) {
      members.put("details", Json.of(error.details()));
    }
    if (!error.syntax().isEmpty()) {
      members.put("syntax", Json.of(error.syntax()));
    }
    return new Json.Obj(members);
  }

  public static void write(JsonWriter out, OvsdbError error) {
    out.json(toJson(error));
  }

  /** Whether a result element is an error object. */
  static boolean isError(Json json) {
    return json instanceof Json.Obj object && object.get("error").isPresent();
  }

  /** Reads an error object; members that we do not know are passed over. */
  public static OvsdbError parse(Json json) throws OvsdbException {
    Members members = Members.of(json, "error");
    return new OvsdbError(
        members.required("error", Json.Str.class).value(),
        members.optional("details", Json.Str.class).map(Json.Str::value).orElse(""),
        members.optional("syntax", Json.Str.class).map(Json.Str::value).orElse(""));
  }
}

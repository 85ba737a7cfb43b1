package io.vtepd.ovsdb.json;

import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Takes the members of a JSON object one by one by name and type, and complains about those that
 * nobody took: OVSDB allows no unknown member.
 */
public final class Members {

  /** As many as any object of OVSDB has. */
  private static final int MOST_NAMES = 8;

  private final Json.Obj object;
  private final Supplier<String> what;
  private final List<String> taken = new ArrayList<>(MOST_NAMES);
  private boolean failed;

  private Members(Json.Obj object, Supplier<String> what) {
    this.object = object;
    this.what = what;
  }

  /**
   * @param what names the object in errors, such as {@code "schema for table Global"}
   */
  public static Members of(Json json, String what) throws OvsdbException {
    return of(json, () -> what);
  }

  /**
   * @param what names the object in errors; asked for then only
   */
  public static Members of(Json json, Supplier<String> what) throws OvsdbException {
    if (json instanceof Json.Obj object) {
      return new Members(object, what);
    }
    throw syntax(
        "Parsing " + what.get() + " failed: object expected, " + typeName(json) + " found", json);
  }

  public Optional<Json> optional(String name) {
    Optional<Json> member = object.get(name);
    if (member.isPresent() && !taken.contains(name)) {
      taken.add(name);
    }
    return member;
  }

  public Json required(String name) throws OvsdbException {
    Optional<Json> member = optional(name);
    if (member.isEmpty()) {
      throw failure("Required '" + name + "' member is missing.");
    }
    return member.get();
  }

  public <T extends Json> Optional<T> optional(String name, Class<T> type) throws OvsdbException {
    Optional<Json> member = optional(name);
    return member.isPresent() ? Optional.of(cast(name, member.get(), type)) : Optional.empty();
  }

  public <T extends Json> T required(String name, Class<T> type) throws OvsdbException {
    return cast(name, required(name), type);
  }

  /** A string that is an {@code <id>}. */
  public String requiredId(String name) throws OvsdbException {
    return checkedId(name, required(name, Json.Str.class).value());
  }

  /** A string that is an {@code <id>}, if the member is there. */
  public Optional<String> optionalId(String name) throws OvsdbException {
    Optional<Json.Str> id = optional(name, Json.Str.class);
    return id.isPresent() ? Optional.of(checkedId(name, id.get().value())) : Optional.empty();
  }

  String checkedId(String name, String id) throws OvsdbException {
    if (!Identifiers.isId(id)) {
      throw failure("Type mismatch for member '" + name + "': not an <id>.");
    }
    return id;
  }

  private <T extends Json> T cast(String name, Json member, Class<T> type) throws OvsdbException {
    if (!type.isInstance(member)) {
      throw failure("Type mismatch for member '" + name + "': " + typeName(member) + " found.");
    }
    return type.cast(member);
  }

  /** Ends the parsing: members that were not taken are an error. */
  public void end() throws OvsdbException {
    if (taken.size() == object.members().size()) {
      return;
    }
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      if (!taken.contains(member.getKey())) {
        throw failure("Member '" + member.getKey() + "' is present but not allowed here.");
      }
    }
  }

  /** Whether {@link #failure} was asked for: then that is what is wrong with this object. */
  public boolean hasFailed() {
    return failed;
  }

  /** A syntax error about this object. */
  public OvsdbException failure(String sentence) {
    failed = true;
    return syntax("Parsing " + what.get() + " failed: " + sentence, object);
  }

  /** A syntax error that shows the JSON at fault. */
  public static OvsdbException syntax(String details, Json json) {
    return new OvsdbException(new OvsdbError("syntax error", details, excerpt(json)));
  }

  /** The text of this object for an error, cut if it is long. */
  public String excerpt() {
    return excerpt(object);
  }

  /** The text of a value, cut so that an error never grows with hostile input. */
  public static String excerpt(Json json) {
    String text = json.toText();
    int limit = 512;
    if (text.length() <= limit) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
    return text.substring(0, end) + "...";
  }

  /** What a value is, in JSON's words. */
  public static String typeName(Json json) {
    return switch (json) {
      case Json.Null ignored -> "null";
      case Json.Bool bool -> bool.value() ? "true" : "false";
      case Json.Int ignored -> "integer";
      case Json.Real ignored -> "real";
      case Json.Str ignored -> "string";
      case Json.Arr ignored -> "array";
      case Json.Obj ignored -> "object";
    };
  }
}

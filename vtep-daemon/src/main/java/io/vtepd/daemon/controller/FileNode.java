package io.vtepd.daemon.controller;

import java.util.List;
import java.util.Objects;

/** A value of a JSON file and where it begins. */
sealed interface FileNode {

  int line();

  int column();

  /** An object; its members in the order of the file, names perhaps twice. */
  record Obj(int line, int column, List<Member> members) implements FileNode {
    public Obj {
      members = List.copyOf(members);
    }
  }

  /** A member of an object and where its name stands. */
  record Member(int line, int column, String name, FileNode value) {
    public Member {
      Objects.requireNonNull(name);
      Objects.requireNonNull(value);
    }
  }

  /** An array. */
  record Arr(int line, int column, List<FileNode> items) implements FileNode {
    public Arr {
      items = List.copyOf(items);
    }
  }

  /** A string. */
  record Text(int line, int column, String text) implements FileNode {
    public Text {
      Objects.requireNonNull(text);
    }
  }

  /** A number, true, false or null, as it stands there. */
  record Word(int line, int column, String word) implements FileNode {
    public Word {
      Objects.requireNonNull(word);
    }
  }

  /** What it is, for messages. */
  default String kind() {
    return switch (this) {
      case Obj _ -> "an object";
      case Arr _ -> "a list";
      case Text(int _, int _, String text) -> "\"" + text + "\"";
      case Word(int _, int _, String word) -> word;
    };
  }
}

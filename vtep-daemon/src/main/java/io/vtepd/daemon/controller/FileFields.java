package io.vtepd.daemon.controller;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads values of a file and collects what is wrong with them. */
final class FileFields {

  /** Whoever has that many faults mends these first. */
  private static final int PROBLEM_LIMIT = 50;

  private final String file;
  private final List<FileProblem> problems = new ArrayList<>();

  FileFields(String file) {
    this.file = file;
  }

  void problem(FileNode at, String text) {
    problem(at.line(), at.column(), text);
  }

  void problem(int line, int column, String text) {
    if (problems.size() < PROBLEM_LIMIT) {
      problems.add(new FileProblem(file, line, column, text));
    }
  }

  void throwIfAny() throws NetworksException {
    if (!problems.isEmpty()) {
      problems.sort(
          Comparator.comparingInt(FileProblem::line).thenComparingInt(FileProblem::column));
      throw new NetworksException(problems);
    }
  }

  /**
   * The members of an object by name.
   *
   * @param what it is, for messages
   * @param allowed the names that it may have
   */
  Map<String, FileNode> members(FileNode node, String what, List<String> allowed) {
    Map<String, FileNode> members = new LinkedHashMap<>();
    for (FileNode.Member member : membersOf(node, what)) {
      if (!allowed.contains(member.name())) {
        problem(
            member.line(),
            member.column(),
            what + " has no \"" + member.name() + "\". It may have " + allowed + ".");
      } else {
        members.put(member.name(), member.value());
      }
    }
    return members;
  }

  /** The members of an object whose names are free; of two with one name the first. */
  List<FileNode.Member> membersOf(FileNode node, String what) {
    if (!(node instanceof FileNode.Obj object)) {
      problem(node, what + " is " + node.kind() + ". Write an object: { ... }.");
      return List.of();
    }
    Map<String, FileNode.Member> byName = new LinkedHashMap<>();
    for (FileNode.Member member : object.members()) {
      FileNode.Member first = byName.putIfAbsent(member.name(), member);
      if (first != null) {
        problem(
            member.line(),
            member.column(),
            "\"" + member.name() + "\" stands on line " + first.line() + ", too. Keep one.");
      }
    }
    return List.copyOf(byName.values());
  }

  /** The items of a list; none if it is not there. */
  List<FileNode> items(Optional<FileNode> node, String what, int limit) {
    if (node.isEmpty()) {
      return List.of();
    }
    if (!(node.get() instanceof FileNode.Arr list)) {
      problem(node.get(), what + " is " + node.get().kind() + ". Write a list: [ ... ].");
      return List.of();
    }
    if (list.items().size() > limit) {
      problem(list, what + " has " + list.items().size() + " items, " + limit + " are allowed.");
      return List.of();
    }
    return list.items();
  }

  /** A text that must be there. */
  Optional<String> text(FileNode owner, Map<String, FileNode> members, String name) {
    FileNode node = members.get(name);
    if (node == null) {
      problem(owner, "\"" + name + "\" is missing. Add it.");
      return Optional.empty();
    }
    return text(node, "\"" + name + "\"");
  }

  /** A text that is not empty. */
  Optional<String> text(FileNode node, String what) {
    if (node instanceof FileNode.Text text && !text.text().isEmpty()) {
      return Optional.of(text.text());
    }
    problem(node, what + " is " + node.kind() + ". Write a text in quotes.");
    return Optional.empty();
  }

  /** A whole number within limits. */
  Optional<Integer> number(FileNode node, String what, int least, int most) {
    if (node instanceof FileNode.Word word && word.word().matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(word.word());
      if (number >= least && number <= most) {
        return Optional.of(number);
      }
    }
    problem(
        node, what + " is " + node.kind() + ". Write a number from " + least + " to " + most + ".");
    return Optional.empty();
  }
}

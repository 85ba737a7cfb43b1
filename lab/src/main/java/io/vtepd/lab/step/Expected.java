package io.vtepd.lab.step;

import java.util.List;
import java.util.Map;

/**
 * A value that a scenario expects in a row or a reply. Text stands for any atom (100, true, a
 * string, a UUID), a list for a set, a mapping for a map or a JSON object: what is named must be
 * there, more may be.
 */
public sealed interface Expected {

  record Text(String text) implements Expected {
    @Override
    public String toString() {
      return text;
    }
  }

  record Items(List<Expected> items) implements Expected {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String toString() {
      return items.toString();
    }
  }

  record Members(Map<String, Expected> members) implements Expected {
    public Members {
      members = Ordered.copy(members);
    }

    @Override
    public String toString() {
      return members.toString().replace('=', ':');
    }
  }
}

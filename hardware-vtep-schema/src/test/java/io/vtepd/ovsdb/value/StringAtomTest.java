package io.vtepd.ovsdb.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StringAtomTest {

  @Test
  void keepsTextOfAnyPlane() {
    for (String text : new String[] {"", "leaf-1", "größe", "日本", "a😀b", "\u0001\uffff"}) {
      byte[] utf8 = ("xy" + text).getBytes(StandardCharsets.UTF_8);
      StringAtom atom = new StringAtom(text);
      assertThat(atom.value()).isEqualTo(text);
      assertThat(atom.length()).isEqualTo(text.codePointCount(0, text.length()));
      assertThat(StringAtom.ofUtf8(utf8, 2, utf8.length - 2))
          .isEqualTo(atom)
          .hasSameHashCodeAs(atom);
      byte[] copy = new byte[atom.utf8Length() + 1];
      atom.copyUtf8(copy, 1);
      assertThat(new String(copy, 1, copy.length - 1, StandardCharsets.UTF_8)).isEqualTo(text);
    }
  }

  @Test
  void isOrderedByCodePointAndNotByUtf16() {
    StringAtom below = new StringAtom("\uffff");
    StringAtom above = new StringAtom("😀");
    assertThat(below).isLessThan(above);
    assertThat(new StringAtom("a"))
        .isLessThan(new StringAtom("aa"))
        .isLessThan(new StringAtom("é"));
  }
}

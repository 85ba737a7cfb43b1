package io.vtepd.ovsdb.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StringAtomTest {

  /** Some are packed, and some nearly. */
  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "leaf-1",
          "1234567",
          "12345678",
          "\u0001\u007f",
          "größe",
          "日本",
          "a😀b",
          "\u0001\uffff",
          "02:00:00:00:ab:ff",
          "ff:ff:ff:ff:ff:ff",
          "00:00:00:00:00:00",
          "02:00:00:00:AB:ff",
          "02:00:00:00:ab-ff",
          "02:00:00:00:ab:f",
          "02:00:00:00:ag:ff",
          "0.0.0.0",
          "1.2.3.4",
          "10.0.0.1",
          "255.255.255.255",
          "256.255.255.255",
          "10.0.0.01",
          "010.0.0.1",
          "10.0.0.00",
          "10..0.0.1",
          "10.0.0.1.",
          ".10.0.0.1",
          "10.0.0.1.2",
          "10.0.0.",
          "100.00.0.1",
          "1000.0.0.1",
          "123.123.123",
          "fe80::1",
          "fe80::1234:1");

  @Test
  void keepsTextOfAnyPlane() {
    for (String text : TEXTS) {
      StringAtom atom = new StringAtom(text);
      assertThat(atom.value()).isEqualTo(text);
      assertThat(atom.length()).isEqualTo(text.codePointCount(0, text.length()));
      byte[] copy = new byte[atom.utf8Room() + 1];
      int count = atom.copyUtf8(copy, 1);
      assertThat(new String(copy, 1, count, StandardCharsets.UTF_8)).isEqualTo(text);
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

  @Test
  void textsAreEqualAndOrderedAsTheirBytesAre() {
    for (String left : TEXTS) {
      for (String right : TEXTS) {
        StringAtom a = new StringAtom(left);
        StringAtom b = new StringAtom(right);
        int order =
            Arrays.compareUnsigned(
                left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(Integer.signum(order));
        assertThat(a.equals(b)).isEqualTo(left.equals(right));
        assertThat(a.hashCode() == b.hashCode() || !left.equals(right)).isTrue();
      }
    }
  }
}

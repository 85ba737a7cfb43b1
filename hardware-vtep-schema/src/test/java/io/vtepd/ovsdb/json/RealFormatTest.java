package io.vtepd.ovsdb.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RealFormatTest {

  @Test
  void printsAsCDoes() throws Exception {
    try (InputStream in = RealFormatTest.class.getResourceAsStream("/ovsdb/reals.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      text.lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(line -> {
            String[] words = line.split(" ", 2);
            double value = Double.longBitsToDouble(Long.parseUnsignedLong(words[0], 16));
            assertThat(RealFormat.fifteenDigits(value)).isEqualTo(words[1]);
          });
    }
  }

  @Test
  void wholeValuesOfSixtyFourBitsAreIntegers() {
    assertThat(RealFormat.fifteenDigits(0.0)).isEqualTo("0");
    assertThat(RealFormat.fifteenDigits(-3.0)).isEqualTo("-3");
    assertThat(RealFormat.fifteenDigits(0x1p62)).isEqualTo("4611686018427387904");
    assertThat(RealFormat.fifteenDigits(0x1p63)).isEqualTo("9.22337203685478e+18");
  }

  @Test
  void greatestValuesAreNotRoundedUpToInfinity() {
    assertThat(RealFormat.fifteenDigits(Double.MAX_VALUE)).isEqualTo("1.7976931348623157e+308");
    assertThat(RealFormat.fifteenDigits(-Double.MAX_VALUE)).isEqualTo("-1.7976931348623157e+308");
    assertThat(RealFormat.fifteenDigits(1.79769313486231e308)).isEqualTo("1.79769313486231e+308");
  }

  @Test
  void exactTextReadsBackEqual() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("RealFormatTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertThat(Double.parseDouble(RealFormat.exact(value))).isEqualTo(value);
      }
    }
  }
}

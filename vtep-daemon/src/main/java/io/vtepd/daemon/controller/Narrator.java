package io.vtepd.daemon.controller;

/** Is told what the controller sees and does, for people who want to watch the protocol. */
public interface Narrator {

  /** Tells nobody. */
  Narrator SILENT =
      new Narrator() {
        @Override
        public void heard(String vtep, String sentence) {}

        @Override
        public void sent(String vtep, Plan plan) {}

        @Override
        public void answered(String vtep, String outcome) {}
      };

  /** A VTEP's rows say something new. */
  void heard(String vtep, String sentence);

  /** A transaction is on its way. */
  void sent(String vtep, Plan plan);

  /** What became of it. */
  void answered(String vtep, String outcome);
}

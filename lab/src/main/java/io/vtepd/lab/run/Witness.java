package io.vtepd.lab.run;

import io.vtepd.lab.net.LabFailure;
import java.io.IOException;

/** Looks at a lab while a run has it; for reports. */
public interface Witness {

  /** Somebody who does not look. */
  Witness NONE = new Witness() {};

  /** The cables lie, no switch runs yet. */
  default void cabled(Lab lab) throws IOException, InterruptedException, LabFailure {}

  /** The lab is up, no step was done. */
  default void built(Lab lab) throws IOException, InterruptedException, LabFailure {}

  /** The last step was done, held or not; nothing is removed yet. */
  default void done(Lab lab) throws IOException, InterruptedException, LabFailure {}
}

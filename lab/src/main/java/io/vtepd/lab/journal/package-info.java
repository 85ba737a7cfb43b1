/**
 * What the lab made, so that it removes that and nothing else. Every thing is written to {@link
 * io.vtepd.lab.journal.Journal} and synced to disk before it is made; {@link
 * io.vtepd.lab.journal.Removal} needs only that file, not the scenario. Depends on the net package.
 */
package io.vtepd.lab.journal;

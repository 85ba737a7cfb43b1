/**
 * What a lab consists of: hosts, their underlay, their guests. Reads {@code topologies/*.yaml} into
 * records that are checked as a whole before anything is built. Depends on the yaml package alone
 * and touches no network.
 */
package io.vtepd.lab.topology;

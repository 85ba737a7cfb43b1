/**
 * The driver for Open vSwitch: one event loop owns everything.
 *
 * <p>Flow: commit of hardware_vtep -> desired model -> {@code SwitchDriver} of the bridge -> ports
 * (one OVSDB transaction) and pipeline (OpenFlow bundles) -> confirmed; flow monitor and database
 * updates -> events -> feedback -> hardware_vtep. What the switch has is read at each connection
 * and compared; only differences are sent, and nothing is removed when the driver stops.
 */
package io.vtepd.bridge.openvswitch;

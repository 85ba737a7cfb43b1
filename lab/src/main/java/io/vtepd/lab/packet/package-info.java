/**
 * What captured bytes mean: frames in words, VXLAN, OVSDB messages, and which sightings are one
 * frame on its way. Pure. It has a decoder of its own, since the lab judges what vtepd does and
 * takes nothing from it. Depends on capture for the sightings.
 */
package io.vtepd.lab.packet;

/** What is beside the classes in the package: its service and its libraries. */
package io.vtepd.daemon.deb;

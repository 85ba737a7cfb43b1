package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.DatabaseSchema;

/**
 * All tables of hardware_vtep in one database schema: where views and writers get their columns
 * from.
 */
public record VtepTables(
    Global.Table global,
    Manager.Table manager,
    PhysicalSwitch.Table physicalSwitch,
    Tunnel.Table tunnel,
    PhysicalPort.Table physicalPort,
    LogicalBindingStats.Table logicalBindingStats,
    LogicalSwitch.Table logicalSwitch,
    UcastMacsLocal.Table ucastMacsLocal,
    UcastMacsRemote.Table ucastMacsRemote,
    McastMacsLocal.Table mcastMacsLocal,
    McastMacsRemote.Table mcastMacsRemote,
    PhysicalLocator.Table physicalLocator,
    PhysicalLocatorSet.Table physicalLocatorSet,
    LogicalRouter.Table logicalRouter,
    ArpSourcesLocal.Table arpSourcesLocal,
    ArpSourcesRemote.Table arpSourcesRemote,
    Acl.Table acl,
    AclEntry.Table aclEntry) {

  /**
   * The tables of that schema.
   *
   * @throws IllegalArgumentException naming the table or column that is missing or has another
   *     type: the database is older than version 1.7.0 of hardware_vtep, or is something else
   */
  public static VtepTables of(DatabaseSchema schema) {
    return new VtepTables(
        Global.Table.of(schema),
        Manager.Table.of(schema),
        PhysicalSwitch.Table.of(schema),
        Tunnel.Table.of(schema),
        PhysicalPort.Table.of(schema),
        LogicalBindingStats.Table.of(schema),
        LogicalSwitch.Table.of(schema),
        UcastMacsLocal.Table.of(schema),
        UcastMacsRemote.Table.of(schema),
        McastMacsLocal.Table.of(schema),
        McastMacsRemote.Table.of(schema),
        PhysicalLocator.Table.of(schema),
        PhysicalLocatorSet.Table.of(schema),
        LogicalRouter.Table.of(schema),
        ArpSourcesLocal.Table.of(schema),
        ArpSourcesRemote.Table.of(schema),
        Acl.Table.of(schema),
        AclEntry.Table.of(schema));
  }
}

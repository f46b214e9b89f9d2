"""Who might meet with whom: judged, compared, begun, proposed. Pure: chance comes from a seed."""

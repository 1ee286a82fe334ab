"""Cloud Carbon Footprint's CSV: its format is that of its source, as no registry has its command."""

import pytest

from carbonspan.simulate.problems import InvalidInput

SERVICES = """\
Service,kilowatt hours,metric tons CO2e Emissions,Cost
AmazonEC2,120.35,0.045012,$300.12
AmazonS3,0.00,0.000000,$1.00
AmazonRDS,30.10,0.012500,$80.00
Total,150.45,0.057512,$381.12
"""
DAYS = """\
Date (UTC),EC2 kilowatt hours,EC2 metric tons CO2e Emissions,SUM kilowatt hours,SUM metric tons CO2e Emissions
2026-01-01,2.00,0.000800,2.50,0.001000
Total,2.00,0.000800,2.50,0.001000
"""


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "results.csv"
        path.write_text(text)
        return path

    return write


def test_services_add_up_without_the_row_of_their_total(imported, written):
    found = imported("ccf", written(SERVICES))
    assert [item.name for item in found.draft.items] == ["AmazonEC2", "AmazonRDS"]
    assert found.data["inputs"]["energy"]["nominal"] == "120.35 kWh"
    assert any(each.startswith("AmazonS3: 0 kWh") for each in found.draft.left_out)


def test_days_have_the_sum_of_their_services(imported, nominal, written):
    assert nominal(imported("ccf", written(DAYS))) == pytest.approx({"energy": 2.5 * 3.6e6, "emissions": 1.0})


def test_a_lookup_table_is_refused(imported, written):
    with pytest.raises(InvalidInput, match="is a lookup table, whose figures are for one unit of usage"):
        imported("ccf", written("serviceName,region,usageType,vCpus,machineType,kilowattHours,co2e\n"))


def test_rounded_energy_beside_emissions_is_refused(imported, written):
    with pytest.raises(InvalidInput, match=r"csv:3:10: kilowatt hours: is 0 beside emissions"):
        imported("ccf", written(SERVICES.replace("0.00,0.000000", "0.00,0.000001")))
